using CityKit.Core;

namespace CityKit.Edge.Agent.Platform;

/// <summary>The kernel's boot id, which a restart of the process keeps; for simulated pins, which have no kernel behind them.</summary>
internal static class KernelBoot
{
    private const string Path = "/proc/sys/kernel/random/boot_id";

    /// <summary>This boot.</summary>
    internal static BootId Current => BootId.Parse(File.ReadAllText(Path).Trim().Replace("-", "", StringComparison.Ordinal));
}
