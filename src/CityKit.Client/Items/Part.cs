namespace CityKit.Client.Items;

/// <summary>A part of a work item (子件).</summary>
/// <param name="Id">The part's id.</param>
/// <param name="Open">Whether somebody still has to do something about it.</param>
public sealed record Part(string Id, bool Open);
