using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Detectors.Passes;
using CityKit.Edge.Serial;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>The live test of one kind of sensor (现场测试): what somebody does there, and what must be seen for it to count.</summary>
/// <param name="Name">Its name in the record.</param>
/// <param name="Todo">What is to be done at the sensor.</param>
/// <param name="Wanted">The events that must all be seen; null value for any. Empty for a sensor that cannot be tested so.</param>
internal sealed record CommissionTest(string Name, LocalizedText Todo, IReadOnlyList<(EventKind Kind, long? Value)> Wanted)
{
    private static readonly CommissionTest Drop = new("drop",
        new LocalizedText("让试验物从高处落过光束或探测区",
            "Let a test object fall through the beams, or through what the device sees, from as high as you may"),
        [(EventKind.Detection, null)]);
    private static readonly CommissionTest Both = new("open-close",
        new LocalizedText("使触点动作后复原", "Make the contact act, and let it go back"), [(EventKind.Contact, 1), (EventKind.Contact, 0)]);
    private static readonly CommissionTest Acts = new("act",
        new LocalizedText("使其动作", "Make it act: wet the probe, tilt the cover, press the key, walk by"), [(EventKind.Contact, 1)]);
    private static readonly CommissionTest Reads = new("reading",
        new LocalizedText("使读数变化（用水、加热、扫码），表计每分钟上报一次",
            "Make it read: let water run, warm the probe, scan a code; a meter reports each minute"), [(EventKind.Reading, null)]);
    private static readonly CommissionTest None = new("none",
        new LocalizedText("无须现场测试", "Nothing to do: it watches a line that another sensor reads"), []);

    /// <summary>The test that fits a sensor.</summary>
    internal static CommissionTest Of(IDetectorOptions options) => options switch
    {
        BarrierOptions or ExternalOptions => Drop,
        ContactOptions or SupervisedContactOptions => Both,
        HeldContactOptions or AlarmKeyOptions => Acts,
        PulseMeterOptions or ChannelReadingOptions or CodeOptions or PassOptions => Reads,
        _ => None,
    };

    /// <summary>What has not been seen yet.</summary>
    internal IEnumerable<(EventKind Kind, long? Value)> Missing(IEnumerable<SeenEvent> seen) =>
        Wanted.Where(wanted => !seen.Any(e => e.Kind == wanted.Kind.ToString() && (wanted.Value is null || e.Value == wanted.Value)));
}
