using CityKit.Core;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>The kernel's own name for this boot.</summary>
internal static class LinuxBoot
{
    private const string Path = "/proc/sys/kernel/random/boot_id";

    /// <exception cref="IOException">The file is not there.</exception>
    internal static BootId Read() => BootId.Parse(File.ReadAllText(Path).Trim().Replace("-", "", StringComparison.Ordinal));
}
