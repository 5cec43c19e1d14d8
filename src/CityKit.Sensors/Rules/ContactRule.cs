using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks at the state of a contact (触点状态): raised when it stays in a state for <see cref="Hold"/>, such as a lamp dark for half an hour.
/// </summary>
public sealed record ContactRule : Rule
{
    /// <summary>The state looked for.</summary>
    public required bool Active { get; init; }

    /// <summary>How long the state must last before the alert, in the device's time; raised at begin + hold exactly.</summary>
    public Duration Hold { get; init; }

    /// <summary>How long the other state must last before the alert is cleared.</summary>
    public Duration ClearHold { get; init; }

    internal override bool IsTimed => true;
}
