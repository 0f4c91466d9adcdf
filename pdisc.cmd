@echo off
rem The desk of pdisc, by a double click; with words behind it, that command.
rem GB2312: no byte of its Chinese means anything to cmd, whatever the code page.
rem No chcp: Python writes Unicode to a console; pipes stay in the code page of more and findstr.
setlocal
title pdisc
if exist "%~dp0pdisc.exe" goto alone
if exist "%~dp0.venv\Scripts\pdisc.exe" goto beside
where py >nul 2>nul
if errorlevel 1 goto nowhere
py -m pdisc %*
goto ended

:alone
"%~dp0pdisc.exe" %*
goto ended

:beside
"%~dp0.venv\Scripts\pdisc.exe" %*
goto ended

:nowhere
echo 没有找到程序。先双击同一文件夹里的 install.cmd 安装。
pause
exit /b 9009

:ended
set "CODE=%ERRORLEVEL%"
if "%~1"=="" if not "%CODE%"=="0" pause
exit /b %CODE%
