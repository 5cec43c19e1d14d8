using System.Buffers;
using CityKit.Core;

namespace CityKit.Commands;

/// <summary>The rule for ids that callers choose.</summary>
internal static class CommandIds
{
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:");

    internal static Refusal? Check(string? id) => id is { Length: > 0 and <= MaxLength } && !id.AsSpan().ContainsAnyExcept(Allowed) ? null
        : Refusal.Of("bad-id", $"'{id}' is no id: 1 to {MaxLength} of a-z, A-Z, 0-9, '.', '_', '-', ':'.", $"编号 '{id}' 无效：须为 1 至 {MaxLength} 个字母、数字或 . _ - :。");
}
