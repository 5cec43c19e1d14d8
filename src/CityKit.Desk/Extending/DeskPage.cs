using CityKit.Core;

namespace CityKit.Desk.Extending;

/// <summary>A page of an application's own, in the desk's frame.</summary>
/// <param name="Name">In its address: <c>pages/NAME</c>.</param>
/// <param name="Title">In the menu.</param>
/// <param name="Component">What it shows: a component that is live (interactive on the server).</param>
public sealed record DeskPage(string Name, LocalizedText Title, Type Component);
