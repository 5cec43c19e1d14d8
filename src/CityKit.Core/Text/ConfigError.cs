namespace CityKit.Core.Text;

/// <summary>One thing wrong in a configuration text: where it is, what is there, what may be there.</summary>
/// <param name="Line">The line, from 1; 0 when it was made in code and is in no file.</param>
/// <param name="Column">The column in characters, from 1.</param>
/// <param name="Path">The way to the value, such as <c>rules[2].then.severity</c>; empty for the whole text.</param>
/// <param name="Found">What is there.</param>
/// <param name="Allowed">What may be there, in words that go on after "expected" and “应为”.</param>
/// <param name="NearMiss">The known word that was probably meant; null when none is near.</param>
public sealed record ConfigError(int Line, int Column, string Path, string Found, LocalizedText Allowed, string? NearMiss = null)
{
    /// <summary>The error as a sentence, in both languages.</summary>
    public LocalizedText Message => new(
        $"{At($"第 {Line} 行第 {Column} 列")}{In("（", "）")}：遇到 {Found}，应为{Gap}{Allowed.Zh}。{Meant("是否指 '", "'？")}",
        $"{At($"Line {Line}, column {Column}")}{In(" (", ")")}: found {Found}, expected {Allowed.En}.{Meant(" Did you mean '", "'?")}");

    /// <inheritdoc/>
    public override string ToString() => Message.En;

    /// <summary>A space parts Chinese from a word of the file, and no other two words.</summary>
    private string Gap => Allowed.Zh is [>= '\u4e00' and <= '\u9fff', ..] ? "" : " ";

    private string At(string place) => Line == 0 ? "" : place;

    private string In(string open, string close) => Path.Length == 0 ? "" : open + Path + close;

    private string Meant(string open, string close) => NearMiss is null ? "" : open + NearMiss + close;
}
