using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The configured lines: each is asked for as the agent asks for it, and given back.</summary>
internal static class PinCheck
{
    private static readonly LinuxLineSourceOptions Asking = new() { Consumer = "citykit-edge doctor" };
    private static readonly string Agent = new LinuxLineSourceOptions().Consumer;

    internal static IEnumerable<DoctorFinding> Look(EdgeConfiguration configuration) =>
        OperatingSystem.IsLinux() ? configuration.Lines.Where(l => !DeviceConfiguration.IsDevice(l.Chip)).Select(LookAt).Concat(configuration.Outputs.Where(o => !DeviceConfiguration.IsDevice(o.Chip)).Select(LookAt)) : [DoctorFinding.Fail("pins", "this is not Linux", "pins are read through the Linux GPIO character device. 仅支持 Linux")];

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
        if (ask is null) return DoctorFinding.Fail("pins", $"{name} names no chip", "give it 'chip' and 'offset' or 'chipLine', or use --simulated. 未指明芯片");
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
