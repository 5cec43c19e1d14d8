using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The configured lines: each is asked for as the agent asks for it, and given back.</summary>
internal static class PinCheck
{
    private static readonly LinuxLineSourceOptions Asking = new() { Consumer = "citykit-edge doctor" };
    private static readonly string Agent = new LinuxLineSourceOptions().Consumer;

    internal static IEnumerable<DoctorFinding> Look(EdgeConfiguration configuration) => OperatingSystem.IsLinux()
        ? [.. configuration.Lines.Where(l => !DeviceConfiguration.IsDevice(l.Chip)).Select(LookAt),
            .. configuration.Outputs.Where(o => !DeviceConfiguration.IsDevice(o.Chip)).Select(LookAt), .. Shared(Pins(configuration))]
        : [DoctorFinding.Fail("pins", "this is not Linux", "pins are read through the Linux GPIO character device. 仅支持 Linux")];

    /// <summary>
    /// A pin that two lines or outputs name in different ways: by label and by path, by number and by name. Only the kernel knows that they
    /// are one.
    /// </summary>
    internal static IEnumerable<DoctorFinding> Shared(IEnumerable<(string Name, LinuxPin Pin)> pins) =>
        pins.GroupBy(p => p.Pin).Where(same => same.Count() > 1).Select(same => DoctorFinding.Fail("pins",
            $"{string.Join(" and ", same.Select(p => p.Name))} are one pin, line {same.Key.Offset} of {same.Key.Chip}: "
                + "only one of them can have it", "let the sensors share one line by its name, or mend the place of the other. 同一引脚被重复配置"));

    /// <summary>Those that this machine has; what it does not have is reported line by line.</summary>
    private static IEnumerable<(string Name, LinuxPin Pin)> Pins(EdgeConfiguration configuration)
    {
        var lines = configuration.Lines.Select(l => l.ToLinux()).OfType<LinuxLine>().Select(l => (l.Name, l.Chip, l.Offset, l.LineName));
        foreach (var (name, chip, offset,
            line) in lines.Concat(configuration.Outputs.Select(o => o.ToLinux()).OfType<LinuxOutput>()
                .Select(o => (o.Name, o.Chip, o.Offset, o.LineName))))
            if (Find(name, chip, offset, line) is { } pin) yield return (name, pin);
    }

    private static LinuxPin? Find(string name, string chip, int? offset, string? line)
    {
        try
        {
            return LinuxPin.Find(name, chip, offset, line);
        }
        catch (LineUnavailableException)
        {
            return null;
        }
    }

    private static DoctorFinding LookAt(LineConfiguration line) => LookAt(line.Name, line.ToLinux() is not { } wanted ? null : () =>
    {
        using var source = new LinuxLineSource([wanted], Asking);
        return $"{line.Name}: free, {(source.IsActive(0) ? "active" : "inactive")} now";
    });

    /// <summary>Asking for an output puts it into its safe state, in which it is when nobody commands it.</summary>
    private static DoctorFinding LookAt(OutputConfiguration output) => LookAt(output.Name, output.ToLinux() is not { } wanted ? null : () =>
    {
        using var line = new LinuxOutputLine(wanted, Asking.Consumer);
        return $"{output.Name}: free, an output";
    });

    private static DoctorFinding LookAt(string name, Func<string>? ask)
    {
        if (ask is null)
            return DoctorFinding.Fail("pins", $"{name} names no chip",
                "give it 'chip' and 'offset' or 'chipLine', or use --simulated. 未指明芯片");
        try
        {
            return DoctorFinding.Ok("pins", ask());
        }
        catch (LineUnavailableException taken) when (taken.Holder == Agent)
        {
            return DoctorFinding.Ok("pins", $"{name}: held by the running agent");
        }
        catch (LineUnavailableException refused)
        {
            return DoctorFinding.Fail("pins", refused.Message, "ls -l /dev/gpiochip*; gpioinfo; groups citykit-edge. 检查芯片、编号与权限");
        }
    }
}
