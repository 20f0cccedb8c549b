using System.Text.Json;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>A time that one contract version wants as epoch seconds and another one as ISO text.</summary>
/// <param name="Epoch">Seconds UTC.</param>
/// <param name="Iso">When not null, written instead.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct TimeValue(double Epoch, string? Iso = null)
{
    /// <summary>Reads and writes either form.</summary>
    public sealed class Converter : JsonConverter<TimeValue>
    {
        public override TimeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? new TimeValue(IsoTime.ParseText(reader.GetString()) ?? double.NaN, reader.GetString())
                : new TimeValue(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeValue value, JsonSerializerOptions options)
        {
            ArgumentNullException.ThrowIfNull(writer);
            if (value.Iso is { } text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteNumberValue(value.Epoch);
            }
        }
    }
}
