using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Opens the machine's own lines.</summary>
internal static class PinOpener
{
    // A device with one dead expander still watches the smoke contact: lines that cannot be had are reported as away and tried again.
    private static readonly LinuxLineSourceOptions Options = new() { StartWithout = true };
    private static readonly LinuxLineSourceOptions Asking = new() { Consumer = "citykit-edge check" };

    /// <summary>Opens the lines, each of which names a chip.</summary>
    internal static ILineSource Open(EdgeConfiguration configuration, DeviceSet? devices)
    {
        LinuxLine[] own = [.. configuration.Lines.Select(l => l.ToLinux()).OfType<LinuxLine>()];
        var others = devices?.OpenLines(KernelBoot.Current);
        if (others is null) return new LinuxLineSource(own, Options);
        return own.Length == 0 ? others : new CompositeLineSource(new LinuxLineSource(own, Options), others);
    }

    /// <summary>
    /// The lines and outputs of a configuration that this machine does not have; those of devices may come later, and are reported away
    /// until then. Those that run now are had, also while their chip is away.
    /// </summary>
    internal static IEnumerable<string> Missing(EdgeConfiguration next, EdgeConfiguration now)
    {
        var had = now.Lines.Select(Place).ToHashSet();
        had.UnionWith(now.Outputs.Select(Place));
        var lines = next.Lines.Where(line =>
            !had.Contains(Place(line)) && line.ToLinux() is { } wanted && !Exists(() => new LinuxLineSource([wanted], Asking)))
                .Select(line => line.Name);
        var outputs = next.Outputs.Where(output =>
            !had.Contains(Place(output)) && output.ToLinux() is { } wanted && !Exists(() => new LinuxOutputLine(wanted, Asking.Consumer)))
                .Select(output => output.Name);
        return lines.Concat(outputs);
    }

    private static (string? Chip, int? Offset, string? Name) Place(OutputConfiguration output) =>
        (output.Chip, output.Offset, output.ChipLine);

    private static (string? Chip, int? Offset, string? Name) Place(LineConfiguration line) => (line.Chip, line.Offset, line.ChipLine);

    private static bool Exists(Func<IDisposable> open)
    {
        try
        {
            using var had = open();
            return true;
        }
        catch (LineUnavailableException unavailable)
        {
            return unavailable.Holder == Options.Consumer; // held by what runs now, under another name
        }
    }

    /// <summary>
    /// Opens the outputs. One that cannot be had now is tried again whenever it is switched: the inputs are worth more than a lamp.
    /// </summary>
    internal static IReadOnlyList<IOutputLine> OpenOutputs(EdgeConfiguration configuration, DeviceSet? devices) =>
        [.. configuration.Outputs.Select(o => o.ToLinux() is { } own
            ? new LinuxOutputLine(own, startWithout: true) : devices!.OpenOutput(o))];
}
