; Inno Setup: installs the folder that PyInstaller made. Compile with
;   iscc /DVersion=0.1.0 packaging\windows\safeguard-log.iss
; Needs no administrator: a school's laptop may be managed. Uninstalling never touches a log, which lies elsewhere.

#ifndef Version
  #error Give the version: iscc /DVersion=0.1.0 safeguard-log.iss
#endif

[Setup]
AppId={{6C0C9F1E-5B0B-4E57-9E57-3B6A5A8C2D41}
AppName=Safeguard Log
AppVersion={#Version}
AppPublisher=The Safeguard Log developers
DefaultDirName={autopf}\Safeguard Log
DefaultGroupName=Safeguard Log
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..
OutputDir=build\windows
OutputBaseFilename=safeguard-log-{#Version}-setup
LicenseFile=LICENSE
SetupIconFile=build\safeguard-log.ico
UninstallDisplayIcon={app}\safeguard-log.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=no

[Files]
Source: "build\windows\SafeguardLog\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion
Source: "build\licences\*"; DestDir: "{app}\licences"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Safeguard Log"; Filename: "{app}\safeguard-log.exe"

[InstallDelete]
; Libraries of an older version must not stay beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Run]
; The installed program checks itself before anyone trusts it with a record.
Filename: "{app}\safeguard-log-cli.exe"; Parameters: "self-test"; Flags: runhidden waituntilterminated; StatusMsg: "Checking the installation"
