using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>How far an application is (进度), as of its last change.</summary>
/// <param name="At">When that was.</param>
/// <param name="Done">How many steps are decided.</param>
/// <param name="Due">When the last one is due, if every step begins as soon as it can.</param>
/// <param name="WorkDays">Working days until then.</param>
/// <param name="CriticalPath">The steps that give that time.</param>
/// <param name="Steps">Each step.</param>
public sealed record ApplicationProgress(
    Instant At, int Done, Instant Due, int WorkDays, IReadOnlyList<string> CriticalPath, IReadOnlyList<StepView> Steps);
