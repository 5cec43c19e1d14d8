namespace CityKit.Samples.Sms;

/// <summary>What the carrier answers.</summary>
/// <param name="Code">0: taken. 1: taken before under this id. 2: not a number, 3: the owner wants none. Others: later.</param>
public sealed record CarrierAnswer(int Code);
