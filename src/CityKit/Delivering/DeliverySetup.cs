using CityKit.Contacts;

namespace CityKit.Delivering;

/// <summary>The files of notifications, as they were read.</summary>
internal sealed record DeliverySetup(AddressBook Book, MessageTemplates Templates);
