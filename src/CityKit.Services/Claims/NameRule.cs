using System.Buffers;
using CityKit.Core;

namespace CityKit.Services.Claims;

/// <summary>The rule for names in service files.</summary>
internal static class NameRule
{
    internal const int MaxLength = 64;
    internal static LocalizedText Allowed { get; } = new("1 至 64 个 a-z、0-9、.、_、-", "1 to 64 of a-z, 0-9, '.', '_', '-'");
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");
    private static readonly SearchValues<char> ClaimLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    internal static bool IsName(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxLength && !text.ContainsAnyExcept(Letters);

    internal static bool IsClaim(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxLength && !text.ContainsAnyExcept(ClaimLetters);
}
