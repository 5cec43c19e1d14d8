using CityKit.Core;

namespace CityKit.Devices;

/// <summary>What a device reported of its agent (代理版本): the release that runs, and the last one that failed.</summary>
/// <param name="Version">The version, for people; empty until it was reported.</param>
/// <param name="Number">The release's number; 0 until it was reported.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="IsOnTrial">True until it came up healthy.</param>
/// <param name="Failed">The number of the last release that was refused or rolled back; 0 for
/// none, and when a later one proved itself.</param>
/// <param name="FailedWhy">Why, in the device's words.</param>
public sealed record DeviceAgent(string Version, long Number, string Runtime, bool IsOnTrial, long Failed, string FailedWhy)
{
    /// <summary>Nothing was reported yet.</summary>
    public static DeviceAgent Unknown { get; } = new("", 0, "", false, 0, "");

    /// <summary>What is known after an event of the device.</summary>
    public DeviceAgent After(CityEvent reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        if (reported.Sensor != SensorName.Device) return this;
        return reported.Kind switch
        {
            EventKind.Running => this with
            {
                Version = reported.Fields.TextOf("version") ?? "",
                Number = reported.Value,
                Runtime = reported.Fields.TextOf("runtime") ?? "",
                IsOnTrial = reported.Fields.NumberOf("trial") == 1,
            },
            EventKind.Fault when reported.Fields.TextOf("reason") is "agent-rolled-back" or "agent-refused" => AfterFault(reported),
            _ => this,
        };
    }

    private DeviceAgent AfterFault(CityEvent fault) => fault.Value == 0
        ? this with { Failed = 0, FailedWhy = "" }
        : this with { Failed = fault.Fields.NumberOf("version") ?? 0, FailedWhy = fault.Fields.TextOf("detail") ?? "" };
}
