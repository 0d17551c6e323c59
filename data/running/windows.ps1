[Environment]::SetEnvironmentVariable('ROSTER_DATA', 'C:\ProgramData\roster', 'Machine')
New-Item -ItemType Directory -Force C:\ProgramData\roster
icacls C:\ProgramData\roster /inheritance:r /grant 'LOCAL SERVICE:(OI)(CI)M' 'Administrators:(OI)(CI)F'
$action = New-ScheduledTaskAction -Execute 'C:\roster\.venv\Scripts\roster.exe' -Argument 'web --port @PORT@@OPTIONS@'
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit 0 -RestartCount 3 -RestartInterval (New-TimeSpan -Minutes 1)
$who = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\LOCAL SERVICE' -LogonType ServiceAccount
Register-ScheduledTask roster -Action $action -Trigger (New-ScheduledTaskTrigger -AtStartup) -Principal $who -Settings $settings
Start-ScheduledTask roster
Get-Content C:\ProgramData\roster\sign-in-link.txt
