namespace CityKit.Cases;

/// <summary>How a decision touches another item.</summary>
public enum WorkLinkKind : byte
{
    /// <summary>The other becomes a part of this one.</summary>
    BecomesPart = 0,

    /// <summary>This one was merged into the other, which takes its reports and alerts (并案).</summary>
    MergedInto = 1,

    /// <summary>This one, a part of the other, was closed.</summary>
    PartClosed = 2,

    /// <summary>This one, a part of the other, was opened again.</summary>
    PartReopened = 3,
}
