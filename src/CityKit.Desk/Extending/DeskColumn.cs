using CityKit.Core;
using Microsoft.AspNetCore.Components;

namespace CityKit.Desk.Extending;

/// <summary>A column of an application's own in a list of the duty desk, after the desk's own columns.</summary>
/// <typeparam name="TRow">What a row is: a work item, a lead, an alert.</typeparam>
/// <param name="Title">Over the column.</param>
/// <param name="Cell">What a row shows in it; it gets <c>DeskView</c> as a cascading parameter.</param>
public sealed record DeskColumn<TRow>(LocalizedText Title, RenderFragment<TRow> Cell);
