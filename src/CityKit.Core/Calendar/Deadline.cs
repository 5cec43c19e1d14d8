using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>A moment by which something is due (截止时间).</summary>
/// <param name="At">The moment; finishing exactly then is on time.</param>
/// <param name="Provisional">Whether it leans on days whose holidays are not announced yet (暂定), and may move.</param>
/// <param name="Reason">Why it is provisional; null when it is not.</param>
public readonly record struct Deadline(Instant At, bool Provisional, LocalizedText? Reason);
