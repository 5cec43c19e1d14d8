// Sockets of systemd, signals and file modes: what is tested here exists on Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
