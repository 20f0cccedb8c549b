using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.Serialization;

/// <summary>
/// A row's text as its contract writes it: names in the contract's order with a field behind each. The contract stays the one place
/// that says which members a row has; a member that no field answers to fails when the template is made.
/// </summary>
internal sealed class RowTemplate
{
    private readonly (byte[] Name, int Field)[] _members;

    /// <param name="contract">The row's contract; its members are never left out.</param>
    /// <param name="fields">Member name → number of the field that is its value.</param>
    public RowTemplate(JsonTypeInfo contract, IReadOnlyDictionary<string, int> fields)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(fields);
        JsonPropertyInfo[] properties = [.. contract.Properties.Where(property => property.Get is not null)];
        _members = new (byte[], int)[properties.Length];
        for (int i = 0; i < properties.Length; i++)
        {
            string name = properties[i].Name;
            _members[i] = fields.TryGetValue(name, out int field)
                ? ([(byte)(i == 0 ? '{' : ','), .. Quoted(name), (byte)':'], field)
                : throw new InvalidOperationException($"{contract.Type.Name}: no field of a row is '{name}'");
        }
    }

    /// <summary>A text as a JSON string, escaped as every output is.</summary>
    public static byte[] Quoted(string text)
    {
        JsonEncodedText encoded = JsonEncodedText.Encode(text, OutputJson.Encoder);
        return [(byte)'"', .. encoded.EncodedUtf8Bytes, (byte)'"'];
    }

    /// <summary>Bytes that <see cref="Write"/> needs.</summary>
    public int LengthOf(IRowFields fields)
    {
        int length = 1;
        foreach ((byte[] name, int field) in _members)
        {
            length += name.Length + fields.Value(field).Length;
        }

        return length;
    }

    /// <summary>Writes the row; returns its length.</summary>
    public int Write(IRowFields fields, Span<byte> target)
    {
        Span<byte> rest = target;
        foreach ((byte[] name, int field) in _members)
        {
            name.CopyTo(rest);
            rest = rest[name.Length..];
            ReadOnlySpan<byte> value = fields.Value(field);
            value.CopyTo(rest);
            rest = rest[value.Length..];
        }

        rest[0] = (byte)'}';
        return target.Length - rest.Length + 1;
    }
}
