namespace CityKit.Samples.District.Running;

/// <summary>What can be done to a district.</summary>
internal enum IncidentKind
{
    /// <summary>A node is ended by SIGKILL.</summary>
    Kill,

    /// <summary>A node is frozen by SIGSTOP for longer than the others wait for it, and goes on.</summary>
    Freeze,

    /// <summary>A node is asked to hand over and end (SIGTERM).</summary>
    Drain,

    /// <summary>A node starts.</summary>
    Join,

    /// <summary>PostgreSQL ends as when the power goes, and comes back.</summary>
    DatabaseAway,
}
