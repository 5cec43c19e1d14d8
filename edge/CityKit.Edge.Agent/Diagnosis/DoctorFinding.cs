using CityKit.Edge.Detectors;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="How">Its state.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Found">What was found.</param>
/// <param name="Todo">What to do about it; null when nothing.</param>
internal sealed record DoctorFinding(Verdict How, string What, string Found, string? Todo = null)
{
    /// <summary>What to do when a file may not be read.</summary>
    internal const string AsTheAgent = "run the doctor as the agent's user (sudo -u citykit-edge). 请以代理用户运行";

    internal static DoctorFinding Ok(string what, string found) => new(Verdict.Ok, what, found);

    internal static DoctorFinding Warn(string what, string found, string todo) => new(Verdict.Warn, what, found, todo);

    internal static DoctorFinding Fail(string what, string found, string todo) => new(Verdict.Fail, what, found, todo);

    public override string ToString() =>
        $"{How.ToString().ToLowerInvariant(),-4}  {What,-10} {Found}{(Todo is null ? "" : "\n        -> " + Todo)}";
}
