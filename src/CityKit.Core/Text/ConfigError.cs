namespace CityKit.Core.Text;

/// <summary>One thing wrong in a configuration text: where it is, what is there, what may be there.</summary>
/// <param name="Line">The line, from 1; 0 when it was made in code and is in no file.</param>
/// <param name="Column">The column in characters, from 1.</param>
/// <param name="Path">The way to the value, such as <c>rules[2].then.severity</c>; empty for the whole text.</param>
/// <param name="Found">What is there, in words that go on after "found" and “遇到”.</param>
/// <param name="Allowed">What may be there, in words that go on after "expected" and “应为”.</param>
/// <param name="NearMiss">The known word that was probably meant; null when none is near.</param>
public sealed record ConfigError(int Line, int Column, string Path, LocalizedText Found, LocalizedText Allowed,
    string? NearMiss = null)
{
    /// <summary>The error as a sentence, in both languages.</summary>
    public LocalizedText Message => new(
        $"{At($"第 {Line} 行第 {Column} 列")}{In("（", "）")}：遇到{Found.ZhGoingOn}，应为{Allowed.ZhGoingOn}。{Meant("是否指 '", "'？")}",
        $"{At($"Line {Line}, column {Column}")}{In(" (", ")")}: found {Found.En}, expected {Allowed.En}.{Meant(" Did you mean '", "'?")}");

    /// <summary>What is found where a name or word of the file is there a second time.</summary>
    public static LocalizedText Twice(string word) => new($"'{word}' 出现两次", $"'{word}' twice");

    /// <inheritdoc/>
    public override string ToString() => Message.En;

    private string At(string place) => Line == 0 ? "" : place;

    private string In(string open, string close) => Path.Length == 0 ? "" : open + Path + close;

    private string Meant(string open, string close) => NearMiss is null ? "" : open + NearMiss + close;
}
