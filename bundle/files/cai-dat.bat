@echo off
rem Finds a Python that fits and lets it install. Exit codes: 0 installed, 1 failed, 2 no Python fits.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set PYTHON_MANAGER_AUTOMATIC_INSTALL=false
set code=2
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try python
if "%code%"=="2" type DOC-TRUOC.txt
pause
exit /b %code%

:try
if not "%code%"=="2" exit /b
%* -c "" >nul 2>nul
if errorlevel 1 exit /b
%* cai_dat.py
set code=%errorlevel%
exit /b
