using CityKit.Client.Items;
using CityKit.Core;
using Microsoft.AspNetCore.Components;

namespace CityKit.Desk.Extending;

/// <summary>A panel of an application's own among the details of a work item of one profile.</summary>
/// <param name="Profile">The profile's id, such as <c>elevator-repair</c>.</param>
/// <param name="Title">Over the panel.</param>
/// <param name="Content">What it shows of the item; it gets <c>DeskView</c> as a cascading parameter.</param>
public sealed record DeskPanel(string Profile, LocalizedText Title, RenderFragment<ItemView> Content);
