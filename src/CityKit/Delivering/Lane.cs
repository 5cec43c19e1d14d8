namespace CityKit.Delivering;

/// <summary>What is delivered in order: the messages of one subscription to one recipient.</summary>
internal readonly record struct Lane(string Subscription, string Channel, string? Person);
