namespace CityKit.Core;

/// <summary>Marks on an event. Bits this version does not know are kept.</summary>
[Flags]
public enum EventFlags : ushort
{
    /// <summary>No mark.</summary>
    None = 0,

    /// <summary>Made in maintenance mode: recorded, but raises no lead.</summary>
    Test = 1,

    /// <summary>The line was not healthy during the span, so the value is a lower bound.</summary>
    Unhealthy = 2,

    /// <summary>Edges were lost during the span, so the value is a lower bound.</summary>
    Gap = 4,
}
