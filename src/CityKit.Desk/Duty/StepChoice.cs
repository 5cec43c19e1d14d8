namespace CityKit.Desk.Duty;

/// <summary>One of what there is to choose from in a step's form.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What people read.</param>
public sealed record StepChoice(string Value, string Text);
