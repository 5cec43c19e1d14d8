using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CityKit.Desk.Operations;

/// <summary>A text of an SVG: Razor keeps the element's name for itself.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Its middle.</summary>
    [Parameter, EditorRequired] public required int X { get; set; }

    /// <summary>Its line.</summary>
    [Parameter, EditorRequired] public required int Y { get; set; }

    /// <summary>The words.</summary>
    [Parameter, EditorRequired] public required string Words { get; set; }

    /// <summary>How it is drawn; null for the chart's own way.</summary>
    [Parameter] public string? Class { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddContent(4, Words);
        builder.CloseElement();
    }
}
