@echo off
rem Serves the pages on this computer; options of `roster web` may follow. Stop with Ctrl+C.
setlocal
chcp 65001 >nul
if not exist "%~dp0moi-truong\Scripts\roster.exe" (
  echo Chuong trinh chua duoc cai dat. Hay chay cai-dat.bat truoc.
  pause
  exit /b 1
)
"%~dp0moi-truong\Scripts\roster.exe" web %*
set code=%errorlevel%
if not "%code%"=="0" pause
exit /b %code%
