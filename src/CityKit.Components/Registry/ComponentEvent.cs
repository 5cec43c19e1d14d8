using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>One entry of a component's history (部件变更记录): what happened, and the whole record after it.</summary>
/// <param name="Number">Its number in the history, from 1.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Record">When, by whom, why.</param>
/// <param name="After">The component from that day on.</param>
public sealed record ComponentEvent(int Number, ComponentEventKind Kind, EventRecord Record, Component After)
{
    /// <summary>The day from which it holds.</summary>
    public LocalDate On => Record.On;
}
