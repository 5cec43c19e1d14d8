namespace CityKit.Samples.Compound;

/// <summary>What the user gave cannot be used. The message is for the user; the program ends with code 2.</summary>
internal sealed class InputException(string message) : Exception(message);
