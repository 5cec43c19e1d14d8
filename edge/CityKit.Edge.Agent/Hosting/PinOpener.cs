using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Opens the machine's own lines.</summary>
internal static class PinOpener
{
    // A device with one dead expander still watches the smoke contact: lines that cannot be had are reported as away and tried again.
    private static readonly LinuxLineSourceOptions Options = new() { StartWithout = true };

    /// <exception cref="AgentRefusedException">A line has no place on a chip.</exception>
    internal static ILineSource Open(EdgeConfiguration configuration)
    {
        var placeless = configuration.Lines.Where(l => l.Chip is null).Select(l => l.Name).ToArray();
        if (placeless.Length > 0) throw new AgentRefusedException($"No chip is named for {string.Join(", ", placeless)}: give each 'chip' and 'offset' or 'chipLine', or start with --simulated. 线路未指明芯片与编号。");
        return new LinuxLineSource([.. configuration.Lines.Select(l => l.ToLinux()!)], Options);
    }
}
