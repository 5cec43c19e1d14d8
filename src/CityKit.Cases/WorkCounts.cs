namespace CityKit.Cases;

/// <summary>What happened to a work item more than once.</summary>
/// <param name="Returns">Returned as "not mine" (回退).</param>
/// <param name="Reworks">Failed checks (返工).</param>
/// <param name="Extensions">Approved extensions (延期).</param>
/// <param name="Suspensions">Approved suspensions (挂账).</param>
/// <param name="Joined">Alerts and reports that joined, the first included.</param>
public readonly record struct WorkCounts(int Returns, int Reworks, int Extensions, int Suspensions, int Joined);
