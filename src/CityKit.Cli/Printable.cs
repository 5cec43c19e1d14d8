namespace CityKit.Cli;

/// <summary>Text from a file of anywhere, for a terminal.</summary>
internal static class Printable
{
    /// <summary>What could move a terminal's cursor is shown as �.</summary>
    internal static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c));
}
