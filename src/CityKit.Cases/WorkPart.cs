namespace CityKit.Cases;

/// <summary>A part of an item (子件), which is an item of its own.</summary>
/// <param name="Id">The part.</param>
/// <param name="IsOpen">Whether somebody still has to do something about it.</param>
public sealed record WorkPart(WorkItemId Id, bool IsOpen);
