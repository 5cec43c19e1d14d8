using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The configured lines: each is asked for as the agent asks for it, and given back.</summary>
internal static class PinCheck
{
    private static readonly LinuxLineSourceOptions Asking = new() { Consumer = "citykit-edge doctor" };
    private static readonly string Agent = new LinuxLineSourceOptions().Consumer;

    internal static IEnumerable<DoctorFinding> Look(EdgeConfiguration configuration) =>
        OperatingSystem.IsLinux() ? configuration.Lines.Select(LookAt) : [DoctorFinding.Fail("pins", "this is not Linux", "pins are read through the Linux GPIO character device. 仅支持 Linux")];

    private static DoctorFinding LookAt(LineConfiguration line)
    {
        if (line.ToLinux() is not { } wanted) return DoctorFinding.Fail("pins", $"{line.Name} names no chip", "give it 'chip' and 'offset' or 'chipLine', or use --simulated. 未指明芯片");
        try
        {
            using var source = new LinuxLineSource([wanted], Asking);
            return DoctorFinding.Ok("pins", $"{line.Name}: free, {(source.IsActive(0) ? "active" : "inactive")} now");
        }
        catch (LineUnavailableException taken) when (taken.Holder == Agent)
        {
            return DoctorFinding.Ok("pins", $"{line.Name}: held by the running agent");
        }
        catch (LineUnavailableException refused)
        {
            return DoctorFinding.Fail("pins", refused.Message, "ls -l /dev/gpiochip*; gpioinfo; groups citykit-edge. 检查芯片、编号与权限");
        }
    }
}
