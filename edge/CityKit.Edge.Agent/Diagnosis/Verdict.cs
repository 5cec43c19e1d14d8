namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The state of a thing.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but not for long, or not as well as it could.</summary>
    Warn,

    /// <summary>The agent will not do its work.</summary>
    Fail,
}
