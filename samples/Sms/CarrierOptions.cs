namespace CityKit.Samples.Sms;

/// <summary>A carrier's account (运营商短信账号). The invented API is much like what carriers have: JSON in, a code out.</summary>
/// <param name="Address">Where messages are posted.</param>
/// <param name="Account">The account.</param>
/// <param name="Secret">Its secret: from the host's secrets, in no file of the city.</param>
/// <param name="Signature">What each message begins with, as carriers want it, such as 【海棠苑】.</param>
public sealed record CarrierOptions(Uri Address, string Account, string Secret, string Signature);
