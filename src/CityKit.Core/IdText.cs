using System.Buffers;

namespace CityKit.Core;

/// <summary>The one rule for names that travel: 1 to 64 of a–z, 0–9, '.', '_', '-', not starting with a sign.</summary>
internal static class IdText
{
    internal const int MaxLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    internal static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(text[0]) && !text.ContainsAnyExcept(Allowed);

    internal static FormatException Wrong(string what, string? text) => new(
        $"'{text}' is not a {what}: 1 to {MaxLength} characters of a-z, 0-9, '.', '_', '-', starting with a letter or digit. "
            + $"“{text}”无效：须为 1 至 {MaxLength} 个字符（小写字母、数字、. _ -），以字母或数字开头。");
}
