namespace CityKit.Desk.Extending;

/// <summary>What an application adds to the desk and how it looks.</summary>
public sealed class DeskOptions
{
    /// <summary>Pages of the application's own, in the order of the menu.</summary>
    public IList<DeskPage> Pages { get; } = [];

    /// <summary>Ground maps that people may choose under what the desk draws; the first is shown at first. None is needed.</summary>
    public IList<TileSource> Tiles { get; } = [];

    /// <summary>The main colour on light, as <c>#RRGGBB</c>: at least 4.5 to 1 against white.</summary>
    public string Primary { get; set; } = "#1f5fa8";

    /// <summary>The main colour on dark, as <c>#RRGGBB</c>.</summary>
    public string PrimaryOnDark { get; set; } = "#8ab8f0";

    /// <summary>What the desk is called in its top left corner; null for its own name.</summary>
    public Core.LocalizedText? Title { get; set; }
}
