namespace CityKit.Core.Codes;

/// <summary>What is wrong with a code's text (编码问题), and where.</summary>
/// <param name="Code">A short stable code for programs: <c>length</c>, <c>digit</c>, <c>province</c>, <c>level</c>, <c>sequence</c>,
/// <c>class</c>, <c>form</c>.</param>
/// <param name="Position">Where the wrong part starts, counted from 0.</param>
/// <param name="Length">How many characters the wrong part has.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record CodeProblem(string Code, int Position, int Length, LocalizedText Message)
{
    /// <summary>Position, then the message in both languages.</summary>
    public override string ToString() => $"[{Position}..{Position + Length}] {Message}";

    internal static CodeProblem Of(string code, int position, int length, string en, string zh) =>
        new(code, position, length, new LocalizedText(zh, en));

    internal FormatException ForText(string? text) => new($"'{text}': {this}");
}
