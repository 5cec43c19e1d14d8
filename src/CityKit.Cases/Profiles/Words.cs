namespace CityKit.Cases.Profiles;

/// <summary>"name:argument", as guards, effects and fields are written, and "field=value" as an argument of a field is.</summary>
internal static class Words
{
    internal static (string Name, string Argument) Cut(string text) => Cut(text, ':');

    internal static string Join(string? name, string? argument) => string.IsNullOrEmpty(argument) ? name ?? "" : $"{name}:{argument}";

    /// <summary>An argument without what it is compared with, or set to.</summary>
    internal static string Argument(string argument) => Cut(argument, '=').Name;

    /// <summary>A field and a value of it; the value is empty when none is named.</summary>
    internal static (string Name, string Value) Pair(string argument) => Cut(argument, '=');

    private static (string Name, string Argument) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }
}
