namespace CityKit.Samples.Sms;

/// <summary>What the carrier is sent.</summary>
/// <param name="Id">The message's key: the carrier drops what it has taken under it already.</param>
/// <param name="To">The number.</param>
/// <param name="Text">At most 70 characters, one message of the network.</param>
public sealed record CarrierMessage(string Id, string To, string Text);
