using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Core;

namespace CityKit.Desk.Extending;

/// <summary>What an application adds to the desk and how it looks; checked when the application starts.</summary>
public sealed class DeskOptions
{
    /// <summary>Pages of the application's own, in the order of the menu.</summary>
    public IList<DeskPage> Pages { get; } = [];

    /// <summary>Columns of the application's own in the list of work items, from left to right.</summary>
    public IList<DeskColumn<ItemView>> ItemColumns { get; } = [];

    /// <summary>Columns of the application's own in the list of leads, from left to right.</summary>
    public IList<DeskColumn<Lead>> LeadColumns { get; } = [];

    /// <summary>Columns of the application's own in the list of alerts, from left to right.</summary>
    public IList<DeskColumn<Alert>> AlertColumns { get; } = [];

    /// <summary>Panels of the application's own among the details of work items, from top to bottom.</summary>
    public IList<DeskPanel> Panels { get; } = [];

    /// <summary>Ground maps that people may choose under what the desk draws; the first is shown at first. None is needed.</summary>
    public IList<TileSource> Tiles { get; } = [];

    /// <summary>The main colour on light, as <c>#RRGGBB</c>: at least 4.5 to 1 against white.</summary>
    public string Primary { get; set; } = "#1f5fa8";

    /// <summary>The main colour on dark, as <c>#RRGGBB</c>: at least 4.5 to 1 against <c>#373740</c>, the surface there.</summary>
    public string PrimaryOnDark { get; set; } = "#8ab8f0";

    /// <summary>What the desk is called in its top left corner; null for its own name.</summary>
    public LocalizedText? Title { get; set; }

    /// <summary>
    /// The address to which the name of the person who is signed in leads, in the application: a page of their account, or to sign out.
    /// Begins with a slash; null for none.
    /// </summary>
    public string? Account { get; set; }
}
