namespace CityKit.Core;

/// <summary>One named detail of an event: an integer or a short text. <c>default</c> has no name, and no event takes it.</summary>
/// <param name="Name">The name, such as <c>reason</c>; 1 to 32 visible ASCII characters, no space; no two fields of an event share
/// it.</param>
/// <param name="Number">The integer, when <paramref name="Text"/> is null.</param>
/// <param name="Text">The text, at most 256 UTF-8 bytes; null when the field is an integer.</param>
public readonly record struct EventField(string Name, long Number, string? Text = null)
{
    /// <summary>A text field.</summary>
    public EventField(string name, string text) : this(name, 0, text) { }
}
