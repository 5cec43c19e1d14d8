namespace CityKit.Cases.Profiles;

/// <summary>A part of a work item that somebody may see or not (可见范围).</summary>
[Flags]
public enum WorkItemPart : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Profile, class, title, state, deadline, number of times it was reported.</summary>
    Summary = 1,

    /// <summary>Place and component.</summary>
    Place = 2,

    /// <summary>The household reference.</summary>
    Household = 4,

    /// <summary>Who has the work.</summary>
    Assignment = 8,

    /// <summary>Clocks and history without evidence.</summary>
    History = 16,

    /// <summary>References to evidence and alerts.</summary>
    Evidence = 32,

    /// <summary>Everything.</summary>
    All = 63,
}
