using System.Buffers;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Commands;

/// <summary>The rule for ids that callers choose.</summary>
internal static class CommandIds
{
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:");

    /// <summary>
    /// What the journal knows a command by. Each actor has ids of its own: nobody can use up another's. An id has no '/', so the last one
    /// separates.
    /// </summary>
    internal static string KeyOf(Actor actor, string id) => $"{actor.Id}/{id}";

    internal static Refusal? Check(string? id) => id is { Length: > 0 and <= MaxLength } && !id.AsSpan().ContainsAnyExcept(Allowed) ? null
        : Refusal.Of("bad-id", $"'{id}' is no id: 1 to {MaxLength} of a-z, A-Z, 0-9, '.', '_', '-', ':'.",
            $"编号 '{id}' 无效：须为 1 至 {MaxLength} 个字母、数字或 . _ - :。");
}
