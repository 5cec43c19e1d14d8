using CityKit.Core.Signing;

namespace CityKit.Privacy;

/// <summary>The keys of a city, which all its nodes share (全市密钥).</summary>
/// <param name="Protector">Keeps the master keys of personal data.</param>
/// <param name="Erasures">Where erasures are noted apart from the store; null for nowhere, as in tests.</param>
/// <param name="Answers">Signs what devices are answered; null for none, or one of a file.</param>
public sealed record CityKeys(IKeyProtector Protector, IErasureLog? Erasures, DeviceKey? Answers);
