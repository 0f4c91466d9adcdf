@echo off
rem Installs pdisc into .venv beside this file, or brings it up to date; ledgers lie elsewhere.
rem With requirements.txt beside it nothing is fetched from a network.
setlocal
cd /d "%~dp0"
set "WANTED=3"
if exist python.txt set /p WANTED=<python.txt
where py >nul 2>nul
if errorlevel 1 goto nopython
py -%WANTED% -c "pass" >nul 2>nul
if errorlevel 1 goto nopython
py -%WANTED% -m venv --clear .venv
if errorlevel 1 goto failed
if exist requirements.txt goto offline
.venv\Scripts\python.exe -m pip install --upgrade .[pdf]
if errorlevel 1 goto failed
goto done

:offline
.venv\Scripts\python.exe -m pip install --no-index --find-links . --require-hashes -r requirements.txt
if errorlevel 1 goto failed
goto done

:done
.venv\Scripts\pdisc.exe --version
if errorlevel 1 goto failed
if exist scripts\handbook.py .venv\Scripts\python.exe scripts\handbook.py
echo 装好了。今后双击 pdisc.cmd 开始办理。
pause
exit /b 0

:nopython
echo 这台电脑没有 Python %WANTED%（64位）。装好以后再双击这个文件；安装时不要去掉 py launcher。
pause
exit /b 1

:failed
echo 没有装好：请把上面的话拍下来，交给懂电脑的同志。原来的台账没有动。
pause
exit /b 1
