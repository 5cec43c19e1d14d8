namespace CityKit.Edge.Serial;

/// <summary>What came over a serial line at once (串口行).</summary>
/// <param name="Text">The line, without its end; empty when it was refused.</param>
/// <param name="Problem">Why it was refused: <c>too-long</c> or <c>not-text</c>; null when it was not.</param>
internal readonly record struct SerialText(string Text, string? Problem);
