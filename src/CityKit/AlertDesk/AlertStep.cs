using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>One line of an alert's history (处置记录).</summary>
/// <param name="At">When, by the hub's clock.</param>
/// <param name="By">Who: an actor's id.</param>
/// <param name="Act">What.</param>
/// <param name="Detail">
/// To whom, until when, which outcome, which other alert; of words of a person's own a reference to the protected record. Null for nothing.
/// </param>
public sealed record AlertStep(Instant At, string By, AlertAct Act, string? Detail);
