using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>A moment by which something is due (截止时间). <c>default</c> is 1970-01-01, of nothing.</summary>
/// <param name="At">The moment; finishing exactly then is on time.</param>
/// <param name="Provisional">Whether it depends on days that a notice still to come may change (暂定), and may move.</param>
/// <param name="Reason">Why it is provisional; null when it is not.</param>
public readonly record struct Deadline(Instant At, bool Provisional, LocalizedText? Reason);
